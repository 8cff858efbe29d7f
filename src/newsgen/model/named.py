"""Whether a text only names a person or a thing: it has no verb that says what happened.

Such a text is a caption or a line beside a picture, however many details it gives.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.labels import ends_sentence


def only_names(text: str) -> bool:
    """Return whether a text names a person and has no verb outside `who ...` and `which ...`."""
    return _PERSON.match(text) is not None and not has_verb(text)


_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞŴŶ]"
_NOBODY: Final = (
    "(?!(?:A|An|Appeal|Avenue|Centre|College|Council|Court|Crime|Day|East|Great|Hospital|Lane"
    "|Market|Month|New|North|Notice|Officers|Operation|Order|Park|Police|Public|Road|School"
    "|South|Square|Station|Street|Team|The|Two|Unit|Update|Way|Week|West|Witness(?:es)?|Year)\\b)"
)
"""Words that a person's name does not have."""
_FORENAME: Final = rf"{_NOBODY}{_CAPITAL}[\w’'-]{{0,30}}[a-zß-ÿŵŷ]"
_SURNAME: Final = rf"{_NOBODY}{_CAPITAL}[\w’'-]{{1,30}}"
_NAME: Final = rf"{_FORENAME}(?: {_SURNAME}){{1,4}}"
_AGE: Final = (
    r"(?:\d{1,2}"
    "|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty)"
)
_OLD: Final = rf"{_AGE}[- ]years?[- ]old(?: [a-z]{{3,12}})?"
_BEFORE: Final = r"(?:[^\W\d_][\w’'-]{0,30}:? ){0,3}"
_PERSON: Final = later(
    rf"(?=(?:[^ ]++ ){{0,8}}?{_CAPITAL}[^ ]* {_CAPITAL})"  # quick to see: few texts have that
    rf"(?:(?:[A-Z]{{2,5}} )?{_NAME}"
    r"(?=\Z|,| \(| (?:aged?|and|at|from|in|of|on|pictured|wearing|who|with)\b)"
    rf"|{_BEFORE}(?:[Mm]issing|[Ww]anted|{_OLD}):? {_NAME}"
    rf"|{_BEFORE}{_NAME},? \(?(?:aged? )?{_AGE}\b(?![:/.]\d))"
)
"""A name at the beginning, or soon after it beside an age or what makes someone look for them."""


class _SmallWord(NamedTuple):
    """A word, or a mark, in small letters, and whether a capital says that it is a name."""

    text: str
    is_name: bool


def is_caption(text: str) -> bool:
    """Return whether a text is not a sentence: no stop ends it, and it has no verb."""
    return not ends_sentence(text) and not has_verb(text)


def has_verb(text: str) -> bool:
    """Return whether a text has a verb of its main clause."""
    is_aside = is_told = False
    before = _SmallWord("", is_name=False)
    for word in _words(text):
        if word.text in _RELATIVES:
            is_aside, is_told = True, False
        elif before.text in _STOPS and word.text not in _STOPS | _ANDS:
            is_aside = False
        if _is_verb(word, before):
            is_second = word.text in _FINITE and before.text not in _ANDS | _FINITE
            if not is_aside or (is_told and is_second):
                return True
            is_told = True
        before = word
    return False


def _words(text: str) -> Iterator[_SmallWord]:
    for match in _WORD.finditer(text):
        word = match[0]
        small = word.casefold().replace("’", "'")
        yield _SmallWord(small, is_name=word[0].isupper())


def _is_verb(word: _SmallWord, before: _SmallWord) -> bool:
    """Return whether a word is a verb, or shows that there is one, as a pronoun does."""
    text = word.text
    if text in _WITH_VERB or text.endswith("n't"):
        return True
    if word.is_name:
        return False
    if text in _FINITE or text in _VERBS:
        return True
    if text.endswith("s") and (before.is_name or before.text in _STOPS):  # Alex Rowan hopes
        return not text.endswith("ss") and text not in _NO_VERBS
    return text.endswith("ed") and len(text) > len("shed") and text not in _NO_VERBS


_WORD: Final = later(r"\w[\w’'-]*|[,;:().–—]")
_STOPS: Final = frozenset(",;:().–—")
_RELATIVES: Final = frozenset({"who", "whom", "whose", "which", "sydd"})
_ANDS: Final = frozenset({"and", "but", "or", "a", "ac"})
_WITH_VERB: Final = frozenset({
    "i", "he", "she", "they", "we", "it", "you", "i'm", "i've", "he's", "she's", "it's",
    "they're", "they've", "we're", "we've", "you're", "you've", "there's", "there", "help",
    "find", "please",
})  # fmt: skip
_FINITE: Final = frozenset({
    "is", "are", "was", "were", "am", "has", "have", "had", "will", "would", "can", "could",
    "may", "might", "must", "shall", "should", "do", "does", "did", "mae", "maent", "roedd",
    "oedd", "yw", "bydd", "bu", "cafodd", "wedi",
})  # fmt: skip
_VERBS: Final = frozenset({
    "admit", "appeal", "arrest", "ask", "ate", "became", "become", "began", "believe", "broke",
    "brought", "built", "call", "came", "caught", "charge", "chose", "come", "confirm",
    "continue", "deny", "died", "drove", "face", "fell", "felt", "find", "flew", "fled",
    "fought", "gave", "get", "give", "go", "got", "grew", "help", "hold", "honour", "hope",
    "hunt", "identify", "investigate", "issue", "join", "keep", "kept", "knew", "know",
    "launch", "lead", "leave", "led", "left", "live", "lose", "lost", "make", "met", "name",
    "need", "paid", "pay", "plead", "praise", "ran", "rang", "receive", "release", "remain",
    "renew", "retire", "rode", "rose", "said", "sang", "sat", "save", "saw", "say", "search",
    "see", "seek", "seize", "sent", "set", "share", "shot", "show", "sold", "sought", "speak",
    "spent", "spoke", "stole", "stood", "struck", "swam", "take", "talk", "tell", "thank",
    "thought", "threw", "told", "took", "try", "urge", "visit", "want", "warn", "went", "win",
    "won", "work", "wore", "wrote", "admits", "appeals", "asks", "becomes", "begins",
    "believes", "calls", "comes", "confirms", "continues", "denies", "dies", "faces", "finds",
    "gets", "gives", "goes", "helps", "holds", "honours", "hopes", "hunts", "identifies",
    "investigates", "issues", "joins", "keeps", "launches", "leads", "leaves", "lives", "loses",
    "makes", "meets", "names", "needs", "pays", "pleads", "praises", "receives", "releases",
    "remains", "renews", "retires", "runs", "saves", "says", "searches", "seeks", "sees",
    "shares", "shows", "speaks", "takes", "talks", "tells", "thanks", "tries", "urges",
    "visits", "wants", "warns", "wins", "works", "found", "made",
})  # fmt: skip
_NO_VERBS: Final = frozenset({
    "aged", "based", "called", "described", "dressed", "hundred", "its", "metres", "miles",
    "named", "photographed", "pictured", "this", "towards", "wanted", "years",
})  # fmt: skip
"""What ends as a verb does, and only describes the person."""
