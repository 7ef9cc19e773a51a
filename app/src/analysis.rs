//! Questions to the analysis module, which lives in a Web Worker and is fetched at the first question.
//!
//! One question is with the worker at a time; of those that wait, the newest of a topic replaces the older ones.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::prelude::*;
use worker::message::{Answer, Ask, Request};

use crate::browser;
use crate::parts;

/// Questions of one topic replace each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Boundaries,
    Stop,
    /// What if what is in hand were put down here?
    Held,
    WhatIf,
    Criteria,
    Judgement,
    Services,
    Capacity,
    Findings,
    Canvas,
    Contracts,
    Bundle,
}

type Then = Box<dyn FnOnce(Result<Answer, String>)>;

#[derive(Default)]
struct Desk {
    worker: Option<Rc<Running>>,
    next: u64,
    /// The question that is with the worker.
    asked: Option<(u64, Topic, Then)>,
    /// Messages to the worker: the question, and the board it is about.
    waiting: BTreeMap<Topic, (js_sys::Array, u64, Then)>,
}

/// A worker and the closures that listen to it.
struct Running {
    worker: web_sys::Worker,
    _message: Closure<dyn FnMut(web_sys::MessageEvent)>,
    _error: Closure<dyn FnMut(web_sys::ErrorEvent)>,
}

/// The way to the analysis module.
#[derive(Clone, Copy)]
pub struct Analysis {
    desk: StoredValue<Rc<RefCell<Desk>>, LocalStorage>,
}

impl Analysis {
    pub fn new() -> Analysis {
        Analysis {
            desk: StoredValue::new_local(Rc::default()),
        }
    }

    /// Asks; `then` gets the answer, unless a newer question of the topic replaces this one.
    pub fn ask(
        self,
        topic: Topic,
        mut ask: Ask,
        then: impl FnOnce(Result<Answer, String>) + 'static,
    ) {
        // What waits is JavaScript's: memory that WebAssembly once had it keeps.
        let board = ask
            .take_board()
            .map_or(JsValue::UNDEFINED, |b| JsValue::from_str(&b));
        let Some(desk) = self.desk.try_get_value() else {
            return;
        };
        let id = {
            let mut desk = desk.borrow_mut();
            desk.next += 1;
            desk.next
        };
        match serde_json::to_string(&Request { id, ask }) {
            Ok(text) => {
                let message = js_sys::Array::of2(&JsValue::from_str(&text), &board);
                desk.borrow_mut()
                    .waiting
                    .insert(topic, (message, id, Box::new(then)));
                send_next(&desk);
            }
            Err(error) => then(Err(error.to_string())),
        }
    }
}

impl Default for Analysis {
    fn default() -> Analysis {
        Analysis::new()
    }
}

/// Gives the worker its next question when it has none.
fn send_next(desk: &Rc<RefCell<Desk>>) {
    if desk.borrow().asked.is_some() {
        return;
    }
    let Some((topic, (message, id, then))) = desk.borrow_mut().waiting.pop_first() else {
        return;
    };
    let running = desk.borrow().worker.clone();
    let running = running.or_else(|| start(desk));
    let sent = running.is_some_and(|r| r.worker.post_message(&message).is_ok());
    if sent {
        desk.borrow_mut().asked = Some((id, topic, then));
    } else {
        then(Err(UNAVAILABLE.into()));
        send_next(desk);
    }
}

const UNAVAILABLE: &str =
    "The analysis module did not load. Your board is safe. Check the connection and try again.";

fn start(desk: &Rc<RefCell<Desk>>) -> Option<Rc<Running>> {
    let address = browser::document()?
        .document_element()?
        .get_attribute("data-analysis")?;
    let options = web_sys::WorkerOptions::new();
    options.set_type(web_sys::WorkerType::Module);
    let worker = web_sys::Worker::new_with_options(&address, &options).ok()?;
    let listening = Rc::downgrade(desk);
    let message = Closure::new(move |event: web_sys::MessageEvent| {
        if let Some(desk) = listening.upgrade() {
            answered(&desk, event.data().as_string());
        }
    });
    let listening = Rc::downgrade(desk);
    let error = Closure::new(move |_: web_sys::ErrorEvent| {
        if let Some(desk) = listening.upgrade() {
            broke(&desk);
        }
    });
    worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(error.as_ref().unchecked_ref()));
    let running = Rc::new(Running {
        worker,
        _message: message,
        _error: error,
    });
    desk.borrow_mut().worker = Some(running.clone());
    Some(running)
}

fn answered(desk: &Rc<RefCell<Desk>>, text: Option<String>) {
    let asked = desk.borrow_mut().asked.take();
    if let Some((id, topic, then)) = asked {
        let desk = desk.clone();
        spawn_local(async move {
            let answer = read(text, id).await;
            let replaced = desk.borrow().waiting.contains_key(&topic);
            if !replaced {
                then(answer);
            }
        });
    }
    send_next(desk);
}

/// The answer to question `id`.
async fn read(text: Option<String>, id: u64) -> Result<Answer, String> {
    let text = text.ok_or("The analysis module sent no text.")?;
    let read = parts::read_answer(text).await;
    let response = read.map_err(|_| UNAVAILABLE)??;
    match response.answer {
        Answer::Failed { message } => Err(message),
        _ if response.id != id => Err("The analysis module answered another question.".into()),
        answer => Ok(answer),
    }
}

/// The worker did not load, or crashed: the next question starts a new one.
fn broke(desk: &Rc<RefCell<Desk>>) {
    let (worker, asked) = {
        let mut desk = desk.borrow_mut();
        (desk.worker.take(), desk.asked.take())
    };
    if let Some(running) = worker {
        running.worker.terminate();
    }
    if let Some((_, _, then)) = asked {
        then(Err(UNAVAILABLE.into()));
    }
    send_next(desk);
}
