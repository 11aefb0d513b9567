//! The process that drives the browser.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running `chromedriver`, on a port of its own choice. Ends when it is dropped.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    pub(crate) fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("`chromedriver` is on the PATH: `browser/install` puts it there");
        let output = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines.find_map(|line| port(&line));
        let port = port.expect("chromedriver says which port it listens on");
        // Nobody reads on: a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The number at the end of "… was started successfully on port 12345."
fn port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to, it ends its browsers too; killed, it would leave them behind. Whether it still ran
        // makes no difference.
        let process = self.process.id().to_string();
        let _ = Command::new("kill").arg(process).status();
        let _ = self.process.wait();
    }
}
