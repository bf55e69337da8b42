//! Gives the workers the commit they were built from.

fn main() {
	substrate_build_script_utils::generate_cargo_keys();
}
