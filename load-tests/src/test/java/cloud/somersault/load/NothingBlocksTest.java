package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing blocks a thread of Pekko's own dispatchers, on which everybody's actors live: the JVM's
 * flight recorder watches a server at work, and no task on such a thread may have slept, waited,
 * parked, or read or written a file or a blocking socket, from when it was ready.
 */
class NothingBlocksTest {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final int JOBS = 120;

    private static final List<String> BLOCKING =
            List.of(
                    "jdk.ThreadPark",
                    "jdk.ThreadSleep",
                    "jdk.JavaMonitorWait",
                    "jdk.FileRead",
                    "jdk.FileWrite",
                    "jdk.FileForce",
                    "jdk.SocketRead",
                    "jdk.SocketWrite");

    /**
     * What the JDK does by itself: it loads a class, or reads the kernel's random numbers, which
     * never run out. What can't wait: a channel that is never in blocking mode. What waits for
     * another thread's few instructions only: a lock. And the recorder.
     */
    private static final List<String> HARMLESS =
            List.of(
                    "jdk.internal.loader.",
                    "java.lang.ClassLoader.",
                    "sun.security.provider.NativePRNG",
                    "org.apache.pekko.io.TcpConnection",
                    "java.util.concurrent.locks.ReentrantLock",
                    "jdk.jfr.",
                    "org.apache.pekko.actor.typed.internal.jfr.");

    @TempDir private Path folder;

    @Test
    void no_task_on_a_default_dispatcher_waits_for_anything() throws IOException {
        var recording = folder.resolve("server.jfr");
        Instant ready;
        try (var server = Servers.startFlagged(folder, List.of(flag(recording)))) {
            ready = Instant.now();
            work(server.cloud());
        }
        var found = blocked(recording, ready);
        assertThat(found.recorded).as("events of dispatcher threads that idle").isPositive();
        assertThat(found.inTasks).isEmpty();
    }

    private String flag(Path recording) throws IOException {
        var settings = new StringBuilder("<configuration version=\"2.0\">");
        for (var event : BLOCKING) {
            settings.append("<event name=\"")
                    .append(event)
                    .append("\"><setting name=\"enabled\">true</setting>")
                    .append("<setting name=\"stackTrace\">true</setting>")
                    .append("<setting name=\"threshold\">0 ms</setting></event>");
        }
        var file = folder.resolve("blocking.jfc");
        Files.writeString(file, settings.append("</configuration>"));
        return "-XX:StartFlightRecording:filename=" + recording + ",settings=" + file;
    }

    /** All kinds of jobs and all kinds of questions about them. */
    private static void work(Cloud cloud) {
        var jobs = new ArrayList<JobView>();
        for (var job : MixedJobs.draw(JOBS, Long.getLong("seed", 6))) {
            jobs.add(cloud.submit(job.body(), Optional.of(job.key()), Optional.of(job.tenant())));
        }
        for (var job : jobs) {
            var ended = cloud.await(job.id(), WITHIN, _ -> {});
            if (ended.phase().equals("completed")) {
                cloud.get("/v1/jobs/" + job.id() + "/result");
            }
        }
        cloud.get("/v1/jobs?limit=100");
        cloud.get("/v1/chips/wukong/calibration");
        cloud.get("/v1/jobs/" + jobs.getFirst().id() + "/log");
    }

    private record Found(int recorded, Map<String, Integer> inTasks) {}

    private static Found blocked(Path recording, Instant ready) throws IOException {
        int recorded = 0;
        var inTasks = new HashMap<String, Integer>();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                if (event.getStartTime().isAfter(ready)
                        && BLOCKING.contains(event.getEventType().getName())
                        && onDispatcher(event)) {
                    recorded++;
                    var frames = frames(event);
                    if (inTask(frames) && !harmless(frames) && !initializes(event, frames)) {
                        inTasks.merge(
                                event.getEventType().getName() + " in " + ours(frames),
                                1,
                                Integer::sum);
                    }
                }
            }
        }
        return new Found(recorded, inTasks);
    }

    private static boolean onDispatcher(RecordedEvent event) {
        var thread = event.getThread();
        var name = thread == null ? null : thread.getJavaName();
        return name != null
                && (name.contains("pekko.actor.default-dispatcher")
                        || name.contains("pekko.actor.internal-dispatcher"));
    }

    private static List<String> frames(RecordedEvent event) {
        var trace = event.getStackTrace();
        return trace == null
                ? List.of()
                : trace.getFrames().stream().map(NothingBlocksTest::name).toList();
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    /** A thread that idles parks in its pool; a task stands between the pool and what it calls. */
    private static boolean inTask(List<String> frames) {
        return frames.contains("java.util.concurrent.ForkJoinTask.doExec");
    }

    private static boolean harmless(List<String> frames) {
        return frames.stream().anyMatch(frame -> HARMLESS.stream().anyMatch(frame::startsWith));
    }

    /**
     * Whether it waits for another thread to initialize a class, which is recorded as a wait for a
     * monitor too: whoever waits by will has called {@link Object#wait}.
     */
    private static boolean initializes(RecordedEvent event, List<String> frames) {
        return event.getEventType().getName().equals("jdk.JavaMonitorWait")
                && frames.stream().noneMatch(frame -> frame.startsWith("java.lang.Object.wait"));
    }

    /** The frames of the house, or the first few if there are none. */
    private static String ours(List<String> frames) {
        var house =
                frames.stream()
                        .filter(frame -> frame.startsWith("cloud.somersault."))
                        .limit(4)
                        .toList();
        return String.join(
                " < ", house.isEmpty() ? frames.subList(0, Math.min(12, frames.size())) : house);
    }

    /** The test would be worthless if these were not what the recorder calls them. */
    @Test
    void the_recorder_knows_these_events() {
        var known =
                FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .map(EventType::getName)
                        .collect(Collectors.toSet());
        assertThat(known).containsAll(Set.copyOf(BLOCKING));
    }
}
