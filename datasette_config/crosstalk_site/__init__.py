"""The pages of the published site: one module a page, its SQL at the top, its markup in the template of its name."""
