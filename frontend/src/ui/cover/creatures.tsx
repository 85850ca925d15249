import { between } from './chance';
import type { Motif } from './places';
import { Hill, Stars } from './shapes';

export const Hedgehog: Motif = ({ inks, chance }) => {
  const spikes = Array.from({ length: 15 }, (_, index) => {
    const angle = Math.PI * (1.02 + (index / 14) * 0.9);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const at = (reach: number, turn: number) => `${Math.round(reach * (cos * Math.cos(turn) - sin * Math.sin(turn)))} ${Math.round(reach * (sin * Math.cos(turn) + cos * Math.sin(turn)))}`;
    return `M${at(58, -0.11)}L${at(84, 0)}L${at(58, 0.11)}Z`;
  });
  return (
    <>
      <Stars count={10} fill={inks.light} chance={chance} bottom={230} />
      <Hill y={356} rise={18} fill={inks.far} chance={chance} />
      <g transform="translate(136 366)">
        <path d={spikes.join('')} fill={inks.near} />
        <path d="M-66 0a66 66 0 0 1 128-22z" fill={inks.near} />
        <path d="M22 0c0-34 22-46 40-40 14 5 26 22 38 30 6 4 4 10-4 10z" fill={inks.light} />
        <circle cx={101} cy={-8} r={5.5} fill={inks.deep} />
        <circle cx={68} cy={-22} r={3.6} fill={inks.deep} />
        <path d="M-66 0H96" stroke={inks.near} strokeWidth={4} />
      </g>
      <Hill y={378} rise={12} fill={inks.deep} chance={chance} />
    </>
  );
};

export const Cat: Motif = ({ inks, chance }) => (
  <>
    <circle cx={196} cy={248} r={52} fill={inks.light} />
    <path d="M0 372h296v48H0z" fill={inks.near} />
    <g fill={inks.deep} transform={`translate(${between(chance, 118, 150)} 372)`}>
      <path d="M-36 0c-6-46 10-76 24-84-8-16-8-34-6-46l16 14h20l16-14c2 14 2 30-6 46 18 12 30 42 22 84z" />
      <path d="M44 0c36 2 46-18 38-36s-26-14-22-32" fill="none" stroke={inks.deep} strokeWidth={11} strokeLinecap="round" />
      <g fill={inks.light}>
        <circle cx={-4} cy={-98} r={4} />
        <circle cx={20} cy={-98} r={4} />
      </g>
    </g>
    <path d="M0 372h296" stroke={inks.far} strokeWidth={6} />
  </>
);

export const Rabbit: Motif = ({ inks, chance }) => (
  <>
    <Hill y={340} rise={34} fill={inks.far} chance={chance} />
    <g transform="translate(150 376)">
      <g fill={inks.light}>
        <ellipse cx={-18} cy={-132} rx={11} ry={38} transform="rotate(-8 -18 -132)" />
        <ellipse cx={14} cy={-132} rx={11} ry={38} transform="rotate(12 14 -132)" />
        <ellipse cx={-2} cy={-84} rx={34} ry={30} />
        <path d="M-44 4c-10-44 14-64 42-64s54 22 46 64z" />
        <circle cx={50} cy={-10} r={13} />
      </g>
      <g fill={inks.deep}>
        <circle cx={-14} cy={-88} r={3.6} />
        <circle cx={12} cy={-88} r={3.6} />
        <path d="M-6-77h10l-5 6z" />
      </g>
      <g fill={inks.far} opacity={0.55}>
        <ellipse cx={-18} cy={-130} rx={4.5} ry={26} transform="rotate(-8 -18 -130)" />
        <ellipse cx={14} cy={-130} rx={4.5} ry={26} transform="rotate(12 14 -130)" />
      </g>
    </g>
    <Hill y={382} rise={14} fill={inks.near} chance={chance} />
  </>
);

export const Owl: Motif = ({ inks, chance }) => (
  <>
    <Stars count={12} fill={inks.light} chance={chance} bottom={240} />
    <path d="M0 372c80-10 180 4 296-22v14c-110 24-220 12-296 22z" fill={inks.near} />
    <g transform={`translate(${between(chance, 130, 166)} 362)`}>
      <path d="M-46-88c-4-20-4-30-2-40l26 16h44l26-16c2 10 2 20-2 40 8 50-10 90-46 90s-54-40-46-90z" fill={inks.far} />
      <path d="M-30-46c14 8 46 8 60 0 2 30-10 46-30 46s-32-16-30-46z" fill={inks.near} />
      <g fill={inks.light}>
        <circle cx={-20} cy={-86} r={18} />
        <circle cx={20} cy={-86} r={18} />
        <path d="M-7-72H7L0-58z" />
      </g>
      <g fill={inks.deep}>
        <circle cx={-20} cy={-86} r={8} />
        <circle cx={20} cy={-86} r={8} />
      </g>
    </g>
    <path d="M0 404c100-20 200 2 296-12v28H0z" fill={inks.deep} />
  </>
);

export const Bird: Motif = ({ inks, chance }) => (
  <>
    <circle cx={88} cy={244} r={38} fill={inks.light} />
    <path d="M296 372c-90-14-150 2-220 14" fill="none" stroke={inks.deep} strokeWidth={7} strokeLinecap="round" />
    {[232, 196, 120].map((x, index) => (
      <ellipse key={x} cx={x} cy={index === 1 ? 392 : 360} rx={22} ry={9} fill={inks.near} transform={`rotate(${between(chance, -34, 34)} ${x} ${index === 1 ? 392 : 360})`} />
    ))}
    <g transform="translate(166 330)">
      <path d="M-50 6c0-36 24-58 52-58 22 0 34 14 36 28l18 8-18 6c-2 34-28 50-52 50-20 0-36-14-36-34z" fill={inks.far} />
      <path d="M-44 10l-52 34 60-6z" fill={inks.near} />
      <path d="M-30-4c22-12 44 0 50 12-10 20-40 22-50-12z" fill={inks.near} />
      <circle cx={20} cy={-28} r={4} fill={inks.deep} />
      <path d="M-2 38v10M12 36v9" stroke={inks.deep} strokeWidth={4} strokeLinecap="round" />
    </g>
  </>
);

export const Fish: Motif = ({ inks, chance }) => (
  <>
    <path d="M0 232c50-16 98 10 148 0s98-16 148 0v188H0z" fill={inks.far} />
    <g transform={`translate(146 318) rotate(${between(chance, -10, 6)})`}>
      <path d="M-74 0c26-46 84-50 118-10l38-30c-6 24-6 52 0 78l-38-28C10 50-48 46-74 0z" fill={inks.light} />
      <path d="M-6-34c24 18 24 48 0 68 12-20 12-48 0-68z" fill={inks.near} />
      <circle cx={-44} cy={-8} r={6} fill={inks.deep} />
    </g>
    <g fill="none" stroke={inks.light} strokeWidth={3}>
      <circle cx={52} cy={276} r={7} />
      <circle cx={66} cy={254} r={4} />
    </g>
    <path d="M34 420c-10-30 12-40 2-76M62 420c10-26-8-36 2-58M246 420c12-34-10-44 4-86" fill="none" stroke={inks.near} strokeWidth={9} strokeLinecap="round" />
  </>
);
