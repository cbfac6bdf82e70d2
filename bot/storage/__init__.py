"""The database: tables, migrations, queries. Only here is SQL."""
