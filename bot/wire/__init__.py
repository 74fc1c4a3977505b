"""Updates in, calls out.

The modules, in reading order:

- receiving.py    how updates come in: by long polling or to a webhook
- serving.py      an HTTP server on an address that is set
- monitoring.py   what is shown to whoever watches
- webhook.py      the HTTP server of the webhook
- processing.py   updates from their arrival until they are worked off
- shapes.py       what an update is made like
- dialect.py      what the server knows of newer Bot APIs
- sending.py      how often Telegram may be called, and what is tried again
- envelopes.py    what answers a call, judged
- transport.py    one call over HTTP
"""
