"""A unit's dossier (档案): everything that is kept of it, for people and for those who check it.

It is made of parts. Each has a module of its own, with the files that it adds and the tables that
it shows, and stands in `building.PARTS`.
"""
