"""Deploying the website: what changed, take-downs first, and a way back.

`deploy.py` has the steps, `plan.py` what differs and what is refused, `holding.py` what a target's
folder holds, `kept.py` the way back. They are written once, over the few verbs that each target
has: `folder.py` for one of this machine, `ssh.py` for a server.
"""
