package cloud.somersault.job.run;

import cloud.somersault.job.model.JobMessage;

/** To all nodes: stop whatever runs for this job. */
public record CancelSignal(String jobId) implements JobMessage {}
