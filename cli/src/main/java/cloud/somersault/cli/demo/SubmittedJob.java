package cloud.somersault.cli.demo;

import cloud.somersault.cli.examples.Example;
import cloud.somersault.client.JobView;

/** An example that the server has accepted, as it was last seen. */
record SubmittedJob(Example example, JobView job) {
    String id() {
        return job.id();
    }

    SubmittedJob seen(JobView now) {
        return new SubmittedJob(example, now);
    }
}
