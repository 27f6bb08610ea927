"""The door: campaigns' pages and media over HTTP. Reads files, writes none of a campaign's."""
