"""The terminal, without a screen: session, forms, printing, store, health and telemetry."""
