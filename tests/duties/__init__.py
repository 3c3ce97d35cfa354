"""The arrangements that come with the product, run on history and forward."""
