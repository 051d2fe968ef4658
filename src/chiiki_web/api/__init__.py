"""The catalogue of calls for programs: subsidies as JSON, JSON-LD, a feed, a calendar."""
