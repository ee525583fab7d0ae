"""SQLAlchemy and Alembic, here and nowhere else."""
