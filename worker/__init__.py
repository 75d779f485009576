"""The process: settings, logs, metrics, embedded servers and the Temporal worker."""
