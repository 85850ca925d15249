import { between, type Chance } from './chance';

/** The cover's page: A5 upright, in units of half a millimetre. */
export const WIDTH = 296;
export const HEIGHT = 420;

/** Rolling ground from edge to edge, its top near `y`. */
export function Hill({ y, rise, fill, chance }: { y: number; rise: number; fill: string; chance: Chance }) {
  const left = between(chance, y - rise / 2, y + rise / 2);
  const right = between(chance, y - rise / 2, y + rise / 2);
  const peak = between(chance, 80, 216);
  return <path fill={fill} d={`M0 ${left}C${peak - 70} ${y - rise} ${peak + 10} ${y - rise} ${peak + 60} ${y}S${WIDTH - 30} ${right} ${WIDTH + 30} ${right}V${HEIGHT}H0Z`} />;
}

/** Stars in the upper sky, away from the middle where the title stands. */
export function Stars({ count, fill, chance, top = 166, bottom = 250 }: { count: number; fill: string; chance: Chance; top?: number; bottom?: number }) {
  return (
    <g fill={fill}>
      {Array.from({ length: count }, (_, index) => (
        <circle key={index} cx={between(chance, 20, WIDTH - 16)} cy={between(chance, top, bottom)} r={between(chance, 1, 2.6)} />
      ))}
    </g>
  );
}

export function Fir({ x, y, size, fill }: { x: number; y: number; size: number; fill: string }) {
  const half = size * 0.32;
  return (
    <path
      fill={fill}
      d={`M${x} ${y - size}L${x + half * 0.7} ${y - size * 0.52}H${x + half * 0.35}L${x + half} ${y - size * 0.12}H${x + size * 0.05}V${y}H${x - size * 0.05}V${y - size * 0.12}H${x - half}L${x - half * 0.35} ${y - size * 0.52}H${x - half * 0.7}Z`}
    />
  );
}

export function RoundTree({ x, y, size, fill, trunk }: { x: number; y: number; size: number; fill: string; trunk: string }) {
  return (
    <g>
      <path d={`M${x} ${y}V${y - size * 0.6}`} stroke={trunk} strokeWidth={size * 0.08} strokeLinecap="round" />
      <ellipse cx={x} cy={y - size * 0.68} rx={size * 0.28} ry={size * 0.36} fill={fill} />
    </g>
  );
}
