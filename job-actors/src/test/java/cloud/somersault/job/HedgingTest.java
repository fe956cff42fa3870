package cloud.somersault.job;

import static cloud.somersault.job.OneNode.WITHIN;
import static cloud.somersault.job.OneNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.run.Lane;
import cloud.somersault.job.run.TicketProtocol.Draw;
import cloud.somersault.job.run.TicketProtocol.Parcel;
import cloud.somersault.job.run.TicketProtocol.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.delivery.ConsumerController;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A worker takes work and is never heard of again, without being lost. */
class HedgingTest {
    private static OneNode node;
    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        node =
                OneNode.ideal(
                        "hedging",
                        """
                        somersault.job.quick-workers = 1
                        somersault.job.hedge.patience = 200ms
                        """);
        kit = node.kit();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void its_work_is_done_by_another_and_counted_once_even_if_it_comes_back() {
        var sloth = kit.<ConsumerController.Delivery<Ticket>>createTestProbe();
        var consumer = kit.spawn(ConsumerController.create(Lane.QUICK.workers()));
        consumer.tell(new ConsumerController.Start<>(sloth.getRef()));

        var taken = take(sloth);
        var jobId = taken.pieces().getFirst().jobId();
        assertThat(node.ended(jobId)).isEqualTo("completed");

        // It comes back after all, with counts that can't be.
        var answer = kit.<JobProtocol.Received>createTestProbe();
        ClusterSharding.get(kit.system())
                .entityRefFor(JobProtocol.KEY, jobId)
                .tell(
                        new JobProtocol.WholeCounted(
                                List.of(),
                                List.of(),
                                "circuit 0 bits 1\n1 100\n",
                                List.of(),
                                9,
                                answer.getRef()));
        answer.receiveMessage(WITHIN);
        assertThat(node.journal().persistedInStorage("Job|" + jobId)).hasSize(3);
        var result = await(node.jobs().inspect(jobId)).completed().orElseThrow().counts();
        assertThat(await(node.jobs().load(result))).isEqualTo("circuit 0 bits 1\n0 100\n");
    }

    /** Submits until a ticket comes to the sloth, and draws with it. */
    private static Parcel take(TestProbe<ConsumerController.Delivery<Ticket>> sloth) {
        for (int i = 0; i < 200; i++) {
            await(node.jobs().submit("job-" + i, zero()));
            try {
                var ticket = sloth.receiveMessage(Duration.ofMillis(100)).message();
                var answer = kit.<Parcel>createTestProbe();
                scheduler().tell(new Draw(ticket, "sloth", 1, answer.getRef()));
                var parcel = answer.receiveMessage(WITHIN);
                if (!parcel.pieces().isEmpty()) {
                    return parcel;
                }
            } catch (AssertionError otherWorkerWasFaster) {
                continue;
            }
        }
        throw new AssertionError("no ticket came to the sloth");
    }

    /** The same name again gives the scheduler that there is. */
    private static ActorRef<SchedulerMessage> scheduler() {
        return ClusterSingleton.get(kit.system())
                .init(
                        SingletonActor.of(Behaviors.<SchedulerMessage>empty(), "scheduler")
                                .withSettings(
                                        ClusterSingletonSettings.create(kit.system())
                                                .withRole(JobSettings.KEEPER_ROLE)));
    }

    private static JobSpec zero() {
        var text = "OPENQASM 3.0;\nqubit q;\nbit c;\nc = measure q;\n";
        return new JobSpec(
                "zero",
                "alice",
                JobSpec.IDEAL,
                List.of(new ProgramText("openqasm-3", text, Map.of())),
                100,
                1,
                5,
                Options.DEFAULT);
    }
}
