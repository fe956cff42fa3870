package cloud.somersault.http;

import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.v1.EvidenceRoutes;
import cloud.somersault.http.v1.ProofRoutes;
import cloud.somersault.http.v1.Verifications;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.persistence.evidence.EvidenceExport;
import cloud.somersault.persistence.proof.Signer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;

/** What a keeper has for the log to prove itself: who signs, and who verifies. */
record Proving(Signer signer, Verifications verifications, AuditLog log) {
    /**
     * Starts it.
     *
     * @param log where it is noted what is done
     * @param executor on which verifications wait
     */
    static Proving start(
            ActorSystem<?> system, Archive archive, AuditLog log, Executor executor, Clock clock) {
        var config = system.settings().config();
        var named = config.getString("somersault.proof.folder");
        var folder =
                Path.of(named.isEmpty() ? config.getString("somersault.data-directory") : named);
        var proof = archive.proof(folder, executor);
        var settings = Signer.Settings.of(config);
        var signer =
                Signer.start(
                        system,
                        settings,
                        proof.coverage(settings),
                        archive.results(),
                        folder,
                        Database.of(config).shared(),
                        clock);
        return new Proving(signer, new Verifications(proof, log, clock), log);
    }

    List<Endpoint> endpoints(
            ActorSystem<?> system,
            Archive archive,
            JobWork.Calibrations calibrations,
            Contents contents) {
        var endpoints = new ArrayList<>(new ProofRoutes(signer, verifications, log).endpoints());
        var export =
                new EvidenceExport(
                        system,
                        archive.events(),
                        archive.results(),
                        calibrations,
                        signer,
                        contents);
        endpoints.addAll(new EvidenceRoutes(export, log).endpoints());
        return endpoints;
    }
}
