"""The reader of passports, identity cards and residence permits."""
