"""The pages that publishing adds to Datasette."""
