"""Pufa (普法): a generator for public legal-education sites. ARCHITECTURE.md shows the floors."""
