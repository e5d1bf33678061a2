"""Carbon footprints of products: life cycle inventory, results, uncertainty, declarations, exchange of data."""
