//! Live boards: WebSockets, the rooms they meet in, and what lies between them and the store.
//!
//! Socket → [`connection`] → a room's task ([`room`], around `sync::room`) → the store's writer → back to the room →
//! each [`outbox`] → socket. Every queue on this way is bounded: who sends too fast is read later, who reads too slowly
//! is closed and catches up when it comes again. Nothing is dropped. Rooms of the same board on several nodes meet over a
//! [`relay`].

pub mod arriving;
pub mod broadcast;
mod compaction;
pub mod connection;
pub mod hub;
pub mod outbox;
pub mod pace;
pub mod relay;
pub mod room;
mod upgrade;
pub mod uses;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;

use crate::http::{Access, Correlation, Error, Shared};
use crate::serve::Place;
use connection::Way;
use upgrade::Upgrade;

/// `GET /api/v1/live/{board}?access=TOKEN`: who may not come in is told so before the upgrade.
pub async fn open(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    place: Option<Extension<Place>>,
    access: Access,
    upgrade: Result<Upgrade, Error>,
) -> Result<Response, Error> {
    let access = access.open()?;
    let upgrade = upgrade?;
    // A part of the request, though it is answered before.
    let joining = tracing::info_span!(
        "join",
        board.id = %access.board,
        correlation.id = correlation.0
    );
    // Up to here a message is read, so that who sends it can be told that it is too large; beyond it is cut off.
    let max = shared.limits.max_message.saturating_mul(2);
    let acks = upgrade.acks;
    let arrivals = shared.arrivals.clone();
    Ok(upgrade.serve(max, &arrivals, async move |socket, meter| {
        let way = Way {
            socket,
            meter,
            acks,
        };
        connection::run(way, shared, access, correlation.0, joining).await;
        drop(place);
    }))
}
