"""How a site is served: one model of types, headers, redirects and gone pages, and what hosts need.

`headers` and `answer` are the model: pure, and the same for the preview and for every host.
"""
