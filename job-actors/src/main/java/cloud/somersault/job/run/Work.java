package cloud.somersault.job.run;

import cloud.somersault.job.model.JobMessage;
import cloud.somersault.job.trace.JobMark;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a worker is given: a shard of a prepared job, or a small job whole. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "work")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ShardWork.class, name = "shard"),
    @JsonSubTypes.Type(value = WholeJob.class, name = "whole-job")
})
public sealed interface Work extends JobMessage permits ShardWork, WholeJob {

    /** Whose. */
    String jobId();

    /** Its index in the job. */
    int shard();

    /** For lines in the log about it. */
    JobMark mark();
}
