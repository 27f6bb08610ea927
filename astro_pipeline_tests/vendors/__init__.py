"""A server on 127.0.0.1 that speaks vendors' protocols, keeps their jobs, and writes a bill to the cent.

    with VendorServer() as vendors:
        vendors.play(Scenario.CUT, "replicate")      # for the next paid request only
        account = vendors.account("replicate")       # its address, a key, the hosts it delivers from
        …
        assert vendors.bill.total == Decimal("0.05")

Every request is held against the typed models in `providers/wire` and, where $ASTRO_CONTRACTS names a
folder of vendors' documents, against those as well; leaving the `with` fails on anything that broke them.

To add a vendor: one file here with a subclass of `Vendor`, one row in `table.py`.
"""
