//! A way between two programs of a test, over which nothing goes while it is cut.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub struct Wire {
    pub address: SocketAddr,
    whole: watch::Sender<bool>,
}

impl Wire {
    /// To a port of this machine, from a new one.
    pub async fn to(port: u16) -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (whole, seen) = watch::channel(true);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(carry(socket, port, seen.clone()));
            }
        });
        Wire { address, whole }
    }

    /// Cut, connections stand and nothing comes through, as where a cable is out; whole again they are broken.
    pub fn set_whole(&self, whole: bool) {
        self.whole.send_replace(whole);
    }
}

async fn carry(mut from: TcpStream, port: u16, mut whole: watch::Receiver<bool>) {
    if whole.wait_for(|whole| *whole).await.is_err() {
        return;
    }
    let Ok(mut to) = TcpStream::connect(("127.0.0.1", port)).await else {
        return;
    };
    tokio::select! {
        biased;
        _ = whole.wait_for(|whole| !*whole) => {}
        _ = copy_bidirectional(&mut from, &mut to) => return,
    }
    // Both ends stay open, and nobody takes what they say.
    let _ = whole.wait_for(|whole| *whole).await;
}
