"""Reading: what is written in a picture, found and recognised on its pixels, on this machine alone."""
