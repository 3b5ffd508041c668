"""Who is who, where and when: data tables and their readers, used by both halves."""
