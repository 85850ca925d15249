import { between, type Chance } from './chance';
import type { Palette } from './palette';
import { Fir, Hill, RoundTree, Stars, WIDTH } from './shapes';

/** One drawing: fills the lower part of the cover with the palette's inks. */
export type Motif = (props: { inks: Palette; chance: Chance }) => React.JSX.Element;

export const Moon: Motif = ({ inks, chance }) => (
  <>
    <Stars count={14} fill={inks.light} chance={chance} />
    <circle cx={between(chance, 90, 206)} cy={258} r={46} fill={inks.light} />
    <Hill y={330} rise={44} fill={inks.far} chance={chance} />
    <Hill y={376} rise={30} fill={inks.near} chance={chance} />
  </>
);

export const Forest: Motif = ({ inks, chance }) => (
  <>
    <circle cx={between(chance, 70, 226)} cy={232} r={30} fill={inks.light} />
    {[24, 78, 130, 184, 238, 284].map((x) => (
      <Fir key={x} x={x + between(chance, -8, 8)} y={372} size={between(chance, 110, 165)} fill={inks.far} />
    ))}
    {[4, 56, 112, 196, 252, 296].map((x) => (
      <Fir key={x} x={x + between(chance, -8, 8)} y={410} size={between(chance, 90, 150)} fill={inks.near} />
    ))}
    <Hill y={388} rise={12} fill={inks.near} chance={chance} />
  </>
);

export const Sea: Motif = ({ inks, chance }) => {
  const x = between(chance, 110, 180);
  const wave = (y: number, step: number) => `M${-step} ${y}${`q${step / 2} ${-step * 0.42} ${step} 0`.repeat(Math.ceil(WIDTH / step) + 2)}V420H${-step}Z`;
  return (
    <>
      <circle cx={WIDTH - x} cy={238} r={36} fill={inks.light} />
      <g transform={`translate(${x} 318) rotate(${between(chance, -5, 5)})`}>
        <path d="M-4-12V-98L-50-18Z" fill={inks.light} />
        <path d="M4-14V-106L44-18Z" fill={inks.near} />
        <path d="M-48-8H48L32 16H-32Z" fill={inks.deep} />
      </g>
      <path d={wave(332, 37)} fill={inks.far} />
      <path d={wave(366, 49)} fill={inks.near} />
    </>
  );
};

export const House: Motif = ({ inks, chance }) => {
  const x = between(chance, 96, 150);
  return (
    <>
      <Stars count={9} fill={inks.light} chance={chance} bottom={220} />
      <path d={`M${x + 74} 250c-14-16 14-24 2-42s12-20 6-34`} fill="none" stroke={inks.light} strokeWidth={5} strokeLinecap="round" />
      <Hill y={346} rise={26} fill={inks.far} chance={chance} />
      <RoundTree x={x - 44} y={366} size={100} fill={inks.near} trunk={inks.deep} />
      <path d={`M${x + 66} 300V254h16v46z`} fill={inks.near} />
      <path d={`M${x - 14} 316L${x + 46} 264l60 52z`} fill={inks.near} />
      <path d={`M${x} 314h92v62H${x}z`} fill={inks.sky} />
      <path d={`M${x + 56} 332h20v22h-20z`} fill={inks.light} />
      <path d={`M${x + 16} 376v-34a12 12 0 0 1 24 0v34z`} fill={inks.near} />
      <Hill y={382} rise={16} fill={inks.near} chance={chance} />
    </>
  );
};

export const Mountain: Motif = ({ inks, chance }) => {
  const x = between(chance, 116, 176);
  return (
    <>
      <circle cx={x > 146 ? 62 : 234} cy={226} r={28} fill={inks.light} />
      <path d={`M${x - 150} 420L${x - 62} 262l56 74 40-34 130 118z`} fill={inks.far} />
      <path d={`M${x - 110} 420L${x} 214l122 206z`} fill={inks.near} />
      <path d={`M${x} 214l-30 57 17-9 13 17 14-19 17 11z`} fill={inks.light} />
      <Hill y={392} rise={18} fill={inks.deep} chance={chance} />
    </>
  );
};

export const Castle: Motif = ({ inks, chance }) => {
  const flag = (x: number, y: number) => <path d={`M${x} ${y}v-26l22 7-22 8`} fill={inks.light} stroke={inks.deep} strokeWidth={2} />;
  return (
    <>
      <Hill y={350} rise={40} fill={inks.far} chance={chance} />
      {flag(98, 246)}
      {flag(198, 232)}
      <path d="M80 266l18-26 18 26v20h16v-10h12v10h12v-10h12v10h12v-34l18-30 18 30v120H80z" fill={inks.near} />
      <path d="M134 372v-32a14 14 0 0 1 28 0v32z" fill={inks.sky} />
      <g fill={inks.light}>
        <path d="M93 286h10v18H93zM193 272h10v18h-10zM193 306h10v14h-10z" />
      </g>
      <Hill y={374} rise={20} fill={inks.deep} chance={chance} />
    </>
  );
};

export const Snow: Motif = ({ inks, chance }) => (
  <>
    <Stars count={26} fill={inks.light} chance={chance} top={140} bottom={340} />
    <Hill y={330} rise={36} fill={inks.far} chance={chance} />
    {[50, 104, 236].map((x) => (
      <Fir key={x} x={x + between(chance, -10, 10)} y={376} size={between(chance, 84, 130)} fill={inks.near} />
    ))}
    <Hill y={372} rise={28} fill={inks.light} chance={chance} />
  </>
);

export const Road: Motif = ({ inks, chance }) => (
  <>
    <circle cx={between(chance, 80, 216)} cy={262} r={40} fill={inks.light} />
    <path d="M0 312c60-26 120-26 170-8s90 6 126-8v124H0z" fill={inks.far} />
    <path d="M168 303c-40 14-64 22-44 40s86 20 74 40-70 24-104 37h132c26-26 52-40 34-62s-96-24-100-36 20-14 26-19z" fill={inks.light} />
    <Fir x={52} y={352} size={70} fill={inks.near} />
    <Fir x={250} y={344} size={58} fill={inks.near} />
    <RoundTree x={84} y={392} size={96} fill={inks.near} trunk={inks.deep} />
  </>
);
