package io.upvox.kernel.toomcook;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.tile.ChannelTiles;

/**
 * Where the features of each term of a reduction lie from a tile's: blocks of 16 channels at a distance, taps of a direct D by their
 * planes, outermost.
 */
final class TermOffsets {
    private static final int PITCH = ChannelTiles.PITCH;

    private final LayerPlan plan;
    private final int blockStep;

    /** @param blockStep distance of blocks of channels */
    TermOffsets(LayerPlan plan, int blockStep) {
        this.plan = plan;
        this.blockStep = blockStep;
    }

    /**
     * Planes in a ring.
     *
     * @param first slot of the plane of the lowest offset of all phases
     * @param slots of the ring, 1 if D is fast
     * @param slotTiles distance of slots, in tiles
     */
    int[] ring(AxisPhase phase, int first, int slots, int slotTiles) {
        int[] planes = new int[phase.count()];
        for (int tap = 0; tap < planes.length; tap++) {
            int plane = plan.d().fast() ? 0 : phase.offsets()[tap] - plan.d().low();
            planes[tap] = (plane + first) % slots * slotTiles;
        }
        return table(phase, planes);
    }

    /**
     * Planes one behind the other.
     *
     * @param planeTiles tiles of a plane
     */
    int[] stack(AxisPhase phase, int planeTiles) {
        int[] planes = new int[phase.count()];
        for (int tap = 0; tap < planes.length; tap++) {
            planes[tap] = (phase.offsets()[tap] - phase.offsets()[0]) * planeTiles;
        }
        return table(phase, planes);
    }

    private int[] table(AxisPhase phase, int[] planes) {
        int channels = plan.params().inChannelsPerGroup();
        int[] table = new int[plan.terms(phase.residue())];
        for (int k = 0; k < table.length; k++) {
            int c = k % channels;
            table[k] = planes[k / channels] * PITCH + c / PITCH * blockStep + c % PITCH;
        }
        return table;
    }
}
