"""Deploying the website: what changed, take-downs first, and a way back.

`plan.py` says what differs and what is refused. `deploy.py` has the steps for targets with folders,
`holding.py` what these hold, `kept.py` the way back; they are written once, over the few verbs that
each target has: `folder.py` for this machine, `shell.py` and `ssh.py` for servers. Where nothing
can be switched, `ordered.py` has the steps, over the verbs of `store.py` and `by_command.py`, and
`ordered_target.py` what these hold.
"""
