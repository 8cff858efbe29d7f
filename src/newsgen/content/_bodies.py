"""The body that a new release of each kind begins with: its sections, and what to write in them.

Whoever replaces PLACEHOLDER, and each `[Write: ...]`, has a release; NG538 reports those left.
"""

from typing import Final

from newsgen.model.release import PLACEHOLDER, TO_WRITE, Kind

_HELP: Final = f"""\
If you can help, call 101 and quote reference {TO_WRITE} the reference].
You can also tell Crimestoppers what you know, anonymously, on 0800 555 111.
In an emergency, always call 999.
"""

_APPEAL: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what happened, where and when.

## What happened

{TO_WRITE} the day, the time and the place, in the order of events.]

## Can you help?

{TO_WRITE} whom officers would like to hear from, such as drivers with a dashcam.]

{_HELP}"""
_MISSING: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who is missing, and since when.

## Last seen

{TO_WRITE} the day, the time and the place.]

## Description

{TO_WRITE} age, height, build and hair, what they were wearing and carrying.]

## Can you help?

If you see them now, call 999.

{_HELP}"""
_WANTED: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who is wanted, and for what.

## Description

{TO_WRITE} age, height, build and hair, and the places where they are known.]

## Can you help?

If you see them, do not approach them; call 999.

{_HELP}"""
_CCTV: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what officers look into, where and when.

## What happened

{TO_WRITE} the day, the time and the place, in the order of events.]

## Do you recognise them?

{TO_WRITE} what the pictures show; add them to the front matter under images.]

{_HELP}"""
_COURT_RESULT: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who was sentenced, for what, and to what.

## In court

{TO_WRITE} name, age and street, the court and the day, the plea and the sentence.]

## The investigation

{TO_WRITE} what was proved in court, and how officers came to it.]

{TO_WRITE} a quote from the officer in the case, with name and rank.]
"""
_CHARGE: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who is charged, and with what.

{TO_WRITE} name, age and street, each charge, and when it is said to have happened.]

{TO_WRITE} the court and the day of the hearing, and whether bail was given.]

Criminal proceedings are active, and everyone charged has the right to a fair trial.
Please do not post anything online that could affect them.
"""
_ARREST: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what happened, and that somebody is arrested.

{TO_WRITE} age and town but no name, the suspected offence, and whether in custody or on bail.]

{TO_WRITE} the day, the time and the place of what happened.]

{_HELP}"""
_CAMPAIGN: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what people can do, and why now.

## What you can do

- {TO_WRITE} one piece of advice in each line.]

## Find out more

{TO_WRITE} where to read more or to ask, with a link.]
"""
_TRAFFIC: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: which road is closed, where and until when.

## What happened

{TO_WRITE} the time, the place and the direction of travel.]

## Ways round it

{TO_WRITE} the diversion, and when the road is expected to open.]

If you saw what happened or have dashcam footage, call 101 and quote reference {TO_WRITE} the \
reference].
"""

BODIES: Final = {
    Kind.NEWS: f"{PLACEHOLDER} The first paragraph is its summary.\n",
    Kind.APPEAL: _APPEAL,
    Kind.MISSING: _MISSING,
    Kind.WANTED: _WANTED,
    Kind.CCTV: _CCTV,
    Kind.COURT_RESULT: _COURT_RESULT,
    Kind.CHARGE: _CHARGE,
    Kind.ARREST: _ARREST,
    Kind.CAMPAIGN: _CAMPAIGN,
    Kind.TRAFFIC: _TRAFFIC,
}
