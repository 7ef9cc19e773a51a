//! How much machine a service needs for given rates: Little's law, M/M/c waiting, a ceiling on utilisation, N + 1.
//!
//! Pure arithmetic: every assumption comes in and every step goes out as a sentence.

use serde::{Deserialize, Serialize};

/// What is assumed; each can be changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Assumptions {
    /// Requests a second, on average and at peak; peak is 3 times the average unless it is known.
    pub rate: f64,
    pub peak_rate: Option<f64>,
    /// Mean time that one request keeps a worker busy, milliseconds.
    pub service_ms: f64,
    /// p99 target, milliseconds; none: nothing is checked against it.
    pub latency_ms: Option<f64>,
    /// Requests that one replica handles at the same time.
    pub workers_per_replica: usize,
    /// Cores that one busy worker uses, 0 to 1: the rest of its time it waits for others.
    pub cpu_share: f64,
    /// Highest utilisation at peak, 0 to 1.
    pub ceiling: f64,
    /// Replicas that may fail without anybody noticing.
    pub spare: usize,
    /// Memory of a replica, MiB.
    pub memory_mib: f64,
    /// Records written a day, their size in bytes, how long they are kept and how many copies there are.
    pub records_per_day: f64,
    pub record_bytes: f64,
    pub retention_days: f64,
    pub copies: f64,
    /// Events published a second at peak, and what one partition carries a second.
    pub events_per_second: f64,
    pub partition_rate: f64,
}

impl Default for Assumptions {
    fn default() -> Assumptions {
        Assumptions {
            rate: 1.0,
            peak_rate: None,
            service_ms: 50.0,
            latency_ms: None,
            workers_per_replica: 8,
            cpu_share: 0.5,
            ceiling: 0.7,
            spare: 1,
            memory_mib: 512.0,
            records_per_day: 0.0,
            record_bytes: 1024.0,
            retention_days: 365.0,
            copies: 2.0,
            events_per_second: 0.0,
            partition_rate: 1000.0,
        }
    }
}

/// Times the average that a peak is, where nobody knows it.
const PEAK: f64 = 3.0;
const DAYS_A_YEAR: f64 = 365.0;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Capacity {
    /// Requests in work at the same time at peak (Little's law).
    pub in_work: f64,
    /// Workers that keep utilisation under the ceiling.
    pub workers: usize,
    pub replicas: usize,
    /// At peak with all needed workers, 0 to 1.
    pub utilisation: f64,
    /// Probability that a request has to wait (Erlang C).
    pub waiting_probability: f64,
    /// Mean wait and p99 wait at peak, milliseconds.
    pub wait_ms: f64,
    pub wait_p99_ms: f64,
    /// Whether p99 wait and service time together stay under the target; none without a target.
    pub meets_target: Option<bool>,
    pub cores: f64,
    pub memory_mib: f64,
    /// Bytes after a year, copies included.
    pub storage_bytes: f64,
    pub partitions: usize,
    /// Each step with its numbers.
    pub arithmetic: Vec<String>,
}

/// Erlang C: the probability that all `servers` are busy when a request comes, for an offered load of `load` Erlang
/// (arrival rate × service time); 1 where the load is not less than the servers. (Erlang 1917; by the recurrence of
/// Erlang B, Jagerman 1974, which does not overflow.)
pub fn erlang_c(servers: usize, load: f64) -> f64 {
    let c = servers as f64;
    if load <= 0.0 {
        return 0.0;
    }
    if load >= c {
        return 1.0;
    }
    let blocked = (1..=servers).fold(1.0, |b, k| load * b / (k as f64 + load * b));
    c * blocked / (c - load * (1.0 - blocked))
}

/// Mean time in the queue of M/M/c, in the unit of `service`; infinite where the load is not less than the servers.
pub fn mean_wait(servers: usize, load: f64, service: f64) -> f64 {
    let free = servers as f64 - load;
    if free <= 0.0 {
        f64::INFINITY
    } else {
        erlang_c(servers, load) * service / free
    }
}

/// Time in the queue that only 1 − `share` of the requests exceed: waits are exponential where there are any.
pub fn wait_quantile(servers: usize, load: f64, service: f64, share: f64) -> f64 {
    let (waits, free) = (erlang_c(servers, load), servers as f64 - load);
    if free <= 0.0 {
        f64::INFINITY
    } else if waits <= 1.0 - share {
        0.0
    } else {
        service / free * (waits / (1.0 - share)).ln()
    }
}

/// Sizes a service; numbers that make no sense (negative, not a number) count as 0.
pub fn capacity(assumed: &Assumptions) -> Capacity {
    let sane = |n: f64| if n.is_finite() { n.max(0.0) } else { 0.0 };
    let average = sane(assumed.rate);
    let peak = assumed.peak_rate.map_or(average * PEAK, sane);
    let service = sane(assumed.service_ms) / 1000.0;
    let ceiling = sane(assumed.ceiling).clamp(0.05, 1.0);
    let per_replica = assumed.workers_per_replica.max(1);
    let in_work = peak * service;
    // At a ceiling of 1 the queue would never end: one worker more than the load.
    let workers = ((in_work / ceiling).ceil() as usize).max(in_work.floor() as usize + 1);
    let needed = workers.div_ceil(per_replica);
    let replicas = needed + assumed.spare;
    let servers = needed * per_replica;
    let utilisation = in_work / servers as f64;
    let wait = mean_wait(servers, in_work, service) * 1000.0;
    let wait_p99 = wait_quantile(servers, in_work, service, 0.99) * 1000.0;
    let service_ms = service * 1000.0;
    let busy = in_work * sane(assumed.cpu_share).min(1.0) / ceiling;
    let cores = busy.max(0.1) * replicas as f64 / needed as f64;
    let memory = sane(assumed.memory_mib) * replicas as f64;
    let kept = sane(assumed.retention_days).min(DAYS_A_YEAR);
    let storage = sane(assumed.records_per_day)
        * sane(assumed.record_bytes)
        * kept
        * sane(assumed.copies).max(1.0);
    let events = sane(assumed.events_per_second);
    let partitions = match events > 0.0 {
        true => (events / sane(assumed.partition_rate).max(1.0) / ceiling)
            .ceil()
            .max(1.0) as usize,
        false => 0,
    };
    let mut arithmetic = vec![
        match assumed.peak_rate {
            Some(_) => format!("Peak: {peak} requests/s, as entered."),
            None => format!("Peak: {average} requests/s × {PEAK} = {peak} requests/s."),
        },
        format!("In work (Little): {peak}/s × {service} s = {in_work:.2}."),
        format!("Workers: {in_work:.2} / {ceiling} = {workers}, rounded up."),
        format!(
            "Replicas: {workers} / {per_replica} = {needed}, rounded up, and {} to spare = {replicas}.",
            assumed.spare
        ),
        format!(
            "Wait at peak (M/M/{servers}, utilisation {:.0} %): {wait:.1} ms on average, {wait_p99:.1} ms at p99.",
            utilisation * 100.0
        ),
        format!(
            "Storage in a year: {} records/day × {} bytes × {kept} days × {} copies.",
            assumed.records_per_day, assumed.record_bytes, assumed.copies
        ),
    ];
    let meets_target = assumed.latency_ms.map(|target| {
        // An exponential service time has its p99 at ln 100 times its mean.
        let p99 = service_ms * 100f64.ln() + wait_p99;
        arithmetic.push(format!(
            "p99: {service_ms} ms × ln 100 + {wait_p99:.1} ms = {p99:.0} ms against {target} ms."
        ));
        p99 <= target
    });
    Capacity {
        in_work,
        workers,
        replicas,
        utilisation,
        waiting_probability: erlang_c(servers, in_work),
        wait_ms: wait,
        wait_p99_ms: wait_p99,
        meets_target,
        cores,
        memory_mib: memory,
        storage_bytes: storage,
        partitions,
        arithmetic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// M/M/1: C = ρ and Wq = ρ / (μ − λ). M/M/2 at ρ = 0.75: C = 9/14 (Gross, Harris, "Fundamentals of Queueing Theory").
    #[test]
    fn published_values() {
        assert!((erlang_c(1, 0.8) - 0.8).abs() < 1e-12);
        assert!((mean_wait(1, 0.8, 1.0) - 4.0).abs() < 1e-12);
        assert!((erlang_c(2, 1.5) - 9.0 / 14.0).abs() < 1e-12);
        assert!((mean_wait(2, 1.5, 1.0) - 9.0 / 7.0).abs() < 1e-12);
        assert_eq!((erlang_c(3, 0.0), erlang_c(3, 3.0)), (0.0, 1.0));
    }

    /// M/M/1: P(wait > t) = ρ · exp(−(μ − λ) t).
    #[test]
    fn quantiles_of_the_wait() {
        let p99 = wait_quantile(1, 0.8, 1.0, 0.99);
        assert!((0.8 * (-0.2 * p99).exp() - 0.01).abs() < 1e-12);
        assert_eq!(wait_quantile(10, 0.1, 1.0, 0.99), 0.0);
    }

    #[test]
    fn a_service_is_sized() {
        let sized = capacity(&Assumptions {
            rate: 100.0,
            peak_rate: Some(400.0),
            service_ms: 100.0,
            latency_ms: Some(1000.0),
            records_per_day: 1000.0,
            events_per_second: 2000.0,
            ..Assumptions::default()
        });
        assert_eq!(sized.in_work, 40.0);
        assert_eq!(sized.workers, 58, "40 / 0.7, rounded up");
        assert_eq!(sized.replicas, 9, "58 / 8, rounded up, and one to spare");
        assert!(sized.utilisation <= 0.7);
        assert_eq!(sized.meets_target, Some(true));
        assert_eq!(sized.storage_bytes, 1000.0 * 1024.0 * 365.0 * 2.0);
        assert_eq!(sized.partitions, 3, "2 partitions at 70 %, rounded up");
    }

    #[test]
    fn nonsense_stays_finite() {
        let sized = capacity(&Assumptions {
            rate: f64::NAN,
            service_ms: -5.0,
            ceiling: 0.0,
            workers_per_replica: 0,
            ..Assumptions::default()
        });
        assert_eq!(sized.replicas, 2);
        assert!(sized.wait_ms == 0.0 && sized.cores.is_finite());
    }
}
