"""The site: frames printed by MkDocs, filled with our pages, swapped in whole."""
