//! Medquorum in the browser: pages served to this machine alone.
