//! What a store in a test passes on to the one inside.

/// The methods that no test changes, of a store with the field `inner`.
macro_rules! passed_on {
	() => {
		fn settle(&self) -> futures::future::BoxFuture<'_, Result<(), medquorum_client::store::StoreError>> {
			self.inner.settle()
		}

		fn contains(
			&self,
			cid: &medquorum_envelope::Cid,
		) -> futures::future::BoxFuture<'_, Result<bool, medquorum_client::store::StoreError>> {
			self.inner.contains(cid)
		}

		fn holders(
			&self,
			cid: &medquorum_envelope::Cid,
		) -> futures::future::BoxFuture<
			'_,
			Result<Vec<medquorum_client::store::Holder>, medquorum_client::store::StoreError>,
		> {
			self.inner.holders(cid)
		}

		fn labels(
			&self,
			cid: &medquorum_envelope::Cid,
		) -> futures::future::BoxFuture<
			'_,
			Result<Vec<medquorum_client::store::Label>, medquorum_client::store::StoreError>,
		> {
			self.inner.labels(cid)
		}

		fn replicate(
			&self,
			cid: &medquorum_envelope::Cid,
		) -> futures::future::BoxFuture<'_, Result<Vec<String>, medquorum_client::store::StoreError>> {
			self.inner.replicate(cid)
		}
	};
}

pub(crate) use passed_on;
