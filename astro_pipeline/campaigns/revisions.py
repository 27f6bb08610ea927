"""What was delivered, each time: enough to find every byte of it again."""

import json

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.graph import GRAPH
from astro_pipeline.campaigns.home import write_atomically
from astro_pipeline.domain.delivery import Manifest


def keep_revision(desk: Desk, campaign: str, manifest: Manifest) -> int:
    """Write `revisions/<n>.json`; a delivery equal to the last one is the same revision."""
    folder = desk.home.campaign(campaign) / "revisions"
    state = {
        "edition": desk.brief(campaign).edition,
        "values": {asset: desk.store.digest(campaign, asset) for asset in GRAPH if asset != "delivery"},
        "files": {file.path: file.sha256 for file in manifest.files},
    }
    data = (json.dumps(state, sort_keys=True, indent=1) + "\n").encode()
    newest = max((int(path.stem) for path in folder.glob("*.json")), default=0)
    if newest and (folder / f"{newest}.json").read_bytes() == data:
        return newest
    write_atomically(folder / f"{newest + 1}.json", data)
    return newest + 1
