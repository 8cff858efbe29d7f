"""Everything that is there for speed alone; `NEWSGEN_PLAIN=1` turns all of it off.

It imports nothing of newsgen: callers hand it what it needs. No device changes a byte of output,
and each stands aside for what it does not know.
"""
