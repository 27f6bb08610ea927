"""Objects painted by code: bodies, materials, light."""
