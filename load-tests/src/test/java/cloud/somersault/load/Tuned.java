package cloud.somersault.load;

import cloud.somersault.client.Cloud;
import cloud.somersault.users.Encounter;
import cloud.somersault.users.Encounter.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of the sessions that tuned a language model.
 *
 * @param sessions that were accepted
 * @param wrong those that have not completed, and why
 * @param circuits that their steps took
 * @param jobs that brought the circuits' counts, by id
 */
record Tuned(int sessions, List<String> wrong, long circuits, Set<String> jobs) {
    Tuned {
        wrong = List.copyOf(wrong);
        jobs = Set.copyOf(jobs);
    }

    /**
     * Whether a job was sent by a session. The log names those of the steps only, and not those
     * that a loss over the validation data took.
     */
    static boolean isJobOfOne(String jobId) {
        return jobId.startsWith("tuning-");
    }

    /** As the server has them. */
    static Tuned of(Cloud cloud, List<Encounter> encounters) {
        var ids = new HashSet<String>();
        encounters.stream()
                .filter(one -> one.kind() == Kind.TUNE && one.status() == 202)
                .forEach(one -> ids.add(one.jobId()));
        var wrong = new ArrayList<String>();
        var jobs = new HashSet<String>();
        long circuits = 0;
        for (var id : ids) {
            var tuning = cloud.get("/v1/tunings/" + id);
            circuits += tuning.path("circuits").asLong();
            if (!tuning.path("phase").asText().equals("completed")) {
                wrong.add("tuning " + id + " is " + tuning.path("phase").asText());
            }
            for (var step : cloud.get("/v1/tunings/" + id + "/curve").path("steps")) {
                step.path("jobs").forEach(job -> jobs.add(job.path("jobId").asText()));
            }
        }
        return new Tuned(ids.size(), wrong, circuits, jobs);
    }
}
