#!/usr/bin/env bash
# Stands in for rustc (RUSTC_WORKSPACE_WRAPPER) while `make lint` builds our own crates: clippy looks at each, then rustdoc
# reads the same crate with the same dependencies and refuses broken links. Its output goes to the target folder's `doc`.
# `cargo doc` would check all dependencies once more in a form of its own: minutes, where this takes what clippy takes anyway.
#
# No machine code is made of our crates, as `cargo check` makes none: only what the crates above them read. So no test is linked
# either. Empty files stand where cargo looks for the rest, but for programs. Build scripts are run, so they are compiled.
set -euo pipefail

# readable FILE: the metadata where a library was only looked at.
readable() {
	if [ -s "$1" ] || [ ! -e "${1%.rlib}.rmeta" ]; then printf '%s' "$1"; else printf '%s' "${1%.rlib}.rmeta"; fi
}

rustc=$1 original=("$@")
shift
looked=() read=() library='' skip='' script='' name='' extra='' out='' type=''
while [ $# -gt 0 ]; do
	case "$1" in
	--crate-name)
		name=$2
		[[ $2 != build_script_* ]] || script=yes
		looked+=("$1" "$2") read+=("$1" "$2")
		shift
		;;
	--crate-type)
		type=$2
		[ "$2" != lib ] && [ "$2" != rlib ] || library=yes
		looked+=("$1" "$2") read+=("$1" "$2")
		shift
		;;
	--test | --print | --print=* | -vV) skip=yes looked+=("$1") ;;
	--emit=*) looked+=("--emit=dep-info,metadata") ;;
	--out-dir)
		out=$2
		looked+=("$1" "$2")
		shift
		;;
	--extern)
		case "$2" in
		*=*.rlib) looked+=("$1" "${2%%=*}=$(readable "${2#*=}")") ;;
		*) looked+=("$1" "$2") ;;
		esac
		read+=("$1" "${looked[-1]}")
		shift
		;;
	-C)
		looked+=("$1" "$2")
		case "$2" in
		extra-filename=*) extra=${2#*=} ;;
		incremental=* | metadata=* | embed-bitcode=* | debuginfo=* | strip=*) ;;
		*) read+=("$1" "$2") ;;
		esac
		shift
		;;
	--diagnostic-width=*) looked+=("$1") ;;
	*) looked+=("$1") read+=("$1") ;;
	esac
	shift
done

# Cargo also asks for rustc's version, targets and file names through this wrapper (--print).
if [ -n "$script" ] || [ -z "$out" ]; then
	exec clippy-driver "${original[@]}"
fi
clippy-driver "$rustc" "${looked[@]}"
case "$type" in
# Cargo would put an empty program where the last build has left a real one.
bin) made='' ;;
lib | rlib) made="lib$name$extra.rlib" ;;
cdylib) made="lib$name$extra.so" ;;
*) made="$name$extra" ;;
esac
[ -z "$made" ] || : >"$out/$made"

# Tests have no documentation.
if [ -n "$library" ] && [ -z "$skip" ]; then
	exec rustdoc "${read[@]}" --out-dir "${CARGO_TARGET_DIR:?}/doc" \
		-D rustdoc::broken_intra_doc_links -D rustdoc::private_intra_doc_links -D rustdoc::invalid_html_tags \
		-D rustdoc::bare_urls
fi
