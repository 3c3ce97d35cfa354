"""Tests of utsatta områden."""
