package cloud.somersault.persistence.evidence;

import cloud.somersault.persistence.proof.Inclusion;
import cloud.somersault.persistence.proof.ProofState;
import cloud.somersault.persistence.proof.SignedCheckpoint;
import java.util.List;

/**
 * That the log says so: the job's last link is a leaf of a checkpoint, and who signed that.
 *
 * @param inclusion of the leaf
 * @param checkpoint its text
 * @param signature of the text, Base64
 * @param keys the notices of all keys up to the one that signed, oldest first
 */
record EvidenceProof(
        Inclusion inclusion, String checkpoint, String signature, List<SignedNotice> keys) {

    /** A key's notice and its signature. */
    record SignedNotice(String notice, String signature) {
        static SignedNotice of(ProofState.Introduced one) {
            return new SignedNotice(one.notice().text(), one.signature());
        }
    }

    static EvidenceProof of(
            Inclusion inclusion, SignedCheckpoint signed, List<ProofState.Introduced> keys) {
        return new EvidenceProof(
                inclusion,
                signed.checkpoint().text(),
                signed.signature(),
                keys.stream().map(SignedNotice::of).toList());
    }
}
