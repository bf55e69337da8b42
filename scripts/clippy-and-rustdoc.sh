#!/usr/bin/env bash
# Stands in for rustc (RUSTC_WORKSPACE_WRAPPER) while `make lint` builds our own crates: clippy compiles and lints, then rustdoc
# reads the same crate with the same dependencies and refuses broken links. Its output goes to the target folder's `doc`.
# `cargo doc` would check all dependencies once more in a form of its own: minutes, where this takes what clippy takes anyway.
set -euo pipefail
clippy-driver "$@"

shift # the path of rustc
arguments=() library='' skip=''
while [ $# -gt 0 ]; do
	case "$1" in
	--crate-type) [ "$2" != lib ] && [ "$2" != rlib ] || library=yes ; arguments+=("$1" "$2"); shift ;;
	--test | --print | --print=* | -vV) skip=yes ;;
	--emit=* | --out-dir=* | --diagnostic-width=*) ;;
	--emit | --out-dir) shift ;;
	-C)
		case "$2" in
		incremental=* | metadata=* | extra-filename=* | embed-bitcode=* | debuginfo=* | strip=*) ;;
		*) arguments+=("$1" "$2") ;;
		esac
		shift
		;;
	*) arguments+=("$1") ;;
	esac
	shift
done
# Tests have no documentation. Cargo also asks for rustc's version, targets and file names through this wrapper (--print).
if [ -n "$library" ] && [ -z "$skip" ]; then
	exec rustdoc "${arguments[@]}" --out-dir "${CARGO_TARGET_DIR:?}/doc" \
		-D rustdoc::broken_intra_doc_links -D rustdoc::private_intra_doc_links -D rustdoc::invalid_html_tags \
		-D rustdoc::bare_urls
fi
