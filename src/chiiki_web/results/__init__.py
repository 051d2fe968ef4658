"""Results of surveys: tables with intervals, frozen when they are published."""
