"""Who makes things: the vendors, and the offline studio that needs none.

`preflight`, `configured` and `wanted` read the environment over `serving.yaml` and name the candidates for
every kind of call; an adapter is loaded by its name, when it is to be used. Adapters stand in `services`
(media vendors), `language` (language models) and `embedded` (this machine). They make their calls with
what is in `calling`: fit the request, send it once, read a no, fetch the result. Each is made of a
`binding` (a model, an `account`, a kind), sends and reads the shapes in `wire`, and reckons with the
`prices` of the `catalog`. Imports go down in this order and never up.
"""
