"""The ontology of zeren: classes, properties, code lists, shapes (CC BY 4.0)."""
