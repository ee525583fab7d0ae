"""Programs that benchmarks run in processes of their own, as files and not as texts: types and moves are checked."""
