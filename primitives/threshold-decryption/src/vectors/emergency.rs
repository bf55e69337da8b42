//! Contexts and capsules of emergencies, as the second implementation makes them (`tests/reference/emergency.py`).

use super::*;

#[test]
fn emergencies() {
	let cases: Value = serde_json::from_str(include_str!("../../tests/vectors/emergency.json")).unwrap();
	assert_eq!(list(&cases).len(), 4);
	for case in list(&cases) {
		let (x, scope) = (fixed(&case["X"]), u8::try_from(number(&case["scope"])).unwrap());
		let ctx = EmergencyContext {
			record_ctx: &fixed(&case["record_ctx"]),
			key_id: u32::try_from(number(&case["key_id"])).unwrap(),
			x: &x,
			scope,
			maker: &fixed(&case["maker"]),
			nonce: &fixed(&case["nonce"]),
		}
		.hash();
		assert_eq!(ctx, fixed(&case["emg_ctx"]));
		let (r, r1) = (scalar(&case["r"]), scalar(&case["r1"]));
		let (capsule, u) = encapsulate_with(&decode_point(&x).unwrap(), &ctx, &r, &r1);
		assert_eq!((capsule, *u), (fixed(&case["capsule"]), fixed(&case["U"])));
		assert_eq!(verify_capsule(&capsule, &ctx), Ok(()));
	}
}
