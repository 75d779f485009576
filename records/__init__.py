"""SQL: tables, queries and migrations on PostgreSQL."""
