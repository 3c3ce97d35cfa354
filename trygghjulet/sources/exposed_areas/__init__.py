"""The police list of utsatta områden as boundaries."""
