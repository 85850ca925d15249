import { between } from './chance';
import type { Motif } from './places';
import { Hill, Stars } from './shapes';

export const Lantern: Motif = ({ inks, chance }) => (
  <>
    <circle cx={148} cy={302} r={112} fill={inks.far} opacity={0.5} />
    <circle cx={148} cy={302} r={74} fill={inks.far} />
    <g transform="translate(148 300)">
      <path d="M-24-50c0-40 48-40 48 0" fill="none" stroke={inks.deep} strokeWidth={6} />
      <path d="M-34-38L-22-54H22L34-38z" fill={inks.deep} />
      <path d="M-30-34H30L24 44H-24z" fill={inks.light} />
      <path d="M0-16c16 20 14 44 0 46-14-2-16-26 0-46z" fill={inks.near} />
      <path d="M-30 44H30V56H-30z" fill={inks.deep} />
    </g>
    <Hill y={386} rise={20} fill={inks.near} chance={chance} />
  </>
);

export const Garden: Motif = ({ inks, chance }) => {
  const flower = (x: number, y: number, size: number) => (
    <g key={x}>
      <path d={`M${x} 420C${x - 10} ${y + 60} ${x + 8} ${y + 40} ${x} ${y}`} fill="none" stroke={inks.near} strokeWidth={6} />
      <ellipse cx={x + 16} cy={y + 74} rx={18} ry={7} fill={inks.near} transform={`rotate(-28 ${x + 16} ${y + 74})`} />
      {[0, 60, 120, 180, 240, 300].map((turn) => (
        <ellipse key={turn} cx={x} cy={y - size * 0.62} rx={size * 0.34} ry={size * 0.52} fill={inks.light} transform={`rotate(${turn} ${x} ${y})`} />
      ))}
      <circle cx={x} cy={y} r={size * 0.34} fill={inks.far} />
    </g>
  );
  return (
    <>
      {[[58, 300, 34], [148, 256, 44], [238, 310, 32]].map(([x = 0, y = 0, size = 0]) => flower(x + between(chance, -10, 10), y + between(chance, -12, 12), size))}
      <Hill y={400} rise={12} fill={inks.near} chance={chance} />
    </>
  );
};

export const Star: Motif = ({ inks, chance }) => {
  const x = between(chance, 120, 180);
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = (Math.PI / 5) * index - Math.PI / 2;
    const reach = index % 2 === 0 ? 52 : 23;
    return `${Math.round(x + Math.cos(angle) * reach)} ${Math.round(272 + Math.sin(angle) * reach)}`;
  });
  return (
    <>
      <Stars count={16} fill={inks.light} chance={chance} top={150} bottom={350} />
      <path d={`M${x} 278L-20 372M${x + 4} 292L10 410`} stroke={inks.far} strokeWidth={10} strokeLinecap="round" />
      <path d={`M${points.join('L')}Z`} fill={inks.light} stroke={inks.light} strokeWidth={8} strokeLinejoin="round" />
      <Hill y={384} rise={26} fill={inks.near} chance={chance} />
    </>
  );
};

export const Balloon: Motif = ({ inks, chance }) => (
  <>
    <path d="M30 300h56a16 16 0 0 0-14-26 24 24 0 0 0-44 6 12 12 0 0 0 2 20zM208 232h58a16 16 0 0 0-16-24 22 22 0 0 0-42 4 11 11 0 0 0 0 20z" fill={inks.light} />
    <g transform={`translate(${between(chance, 140, 160)} 262)`}>
      <path d="M0-74c44 0 68 30 68 62 0 36-40 58-52 84h-32C-28 46-68 24-68-12c0-32 24-62 68-62z" fill={inks.near} />
      <path d="M0-74c20 0 30 30 30 62 0 36-16 58-20 84H-10C-14 46-30 24-30-12c0-32 10-62 30-62z" fill={inks.far} />
      <path d="M-14 72l2 22M14 72l-2 22" stroke={inks.deep} strokeWidth={2.5} />
      <path d="M-15 94h30l-4 22h-22z" fill={inks.deep} />
    </g>
    <Hill y={398} rise={22} fill={inks.near} chance={chance} />
  </>
);

export const Key: Motif = ({ inks, chance }) => (
  <>
    <path d="M84 420V282a64 64 0 0 1 128 0v138z" fill={inks.near} />
    <path d="M98 420V284a50 50 0 0 1 100 0v136z" fill={inks.far} />
    <path d="M148 234v186" stroke={inks.near} strokeWidth={4} />
    <g transform={`translate(148 330) rotate(${between(chance, -6, 6)})`} fill={inks.light}>
      <path d="M0-44a20 20 0 1 1-.1 0zm0 12a8 8 0 1 0 .1 0z" fillRule="evenodd" />
      <path d="M-4-6h8v58h-8zM4 32h16v8H4zM4 44h12v8H4z" />
    </g>
  </>
);

export const Teapot: Motif = ({ inks, chance }) => (
  <>
    <path d="M0 362h296v58H0z" fill={inks.near} />
    <path d={`M${between(chance, 96, 104)} 232c-12-14 12-22 0-38M124 238c-12-14 12-22 0-38`} fill="none" stroke={inks.light} strokeWidth={5} strokeLinecap="round" />
    <g transform="translate(134 362)">
      <path d="M48-60c34-4 34-44 56-48l8 10c-14 6-18 62-56 62zM-50-76c-40-8-44 50-2 50v-12c-22 0-22-30 2-26z" fill={inks.far} />
      <path d="M-54-44c0-34 24-52 54-52s54 18 54 52S34 0 0 0s-54-10-54-44z" fill={inks.far} />
      <path d="M-30-92c6-12 54-12 60 0z" fill={inks.deep} />
      <circle cx={0} cy={-106} r={8} fill={inks.deep} />
      <path d="M-54-44a54 46 0 0 0 0 6c20 10 88 10 108 0v-6c-20 10-88 10-108 0z" fill={inks.light} />
    </g>
    <path d="M216 326h44v14a22 22 0 0 1-44 0zM260 330c16-2 16 18-2 16" fill={inks.light} stroke={inks.light} strokeWidth={3} />
  </>
);

export const Rain: Motif = ({ inks, chance }) => (
  <>
    <g stroke={inks.light} strokeWidth={3} strokeLinecap="round">
      {Array.from({ length: 22 }, (_, index) => {
        const x = between(chance, 16, 284);
        const y = between(chance, 168, 350);
        return <path key={index} d={`M${x} ${y}l-6 16`} />;
      })}
    </g>
    <g transform="translate(148 300)">
      <path d="M0-8V84c0 16-22 16-22 0" fill="none" stroke={inks.deep} strokeWidth={6} strokeLinecap="round" />
      <path d="M-96 4a96 82 0 0 1 192 0c-14-14-34-14-48 0-14-14-34-14-48 0-14-14-34-14-48 0-14-14-34-14-48 0z" fill={inks.near} />
      <path d="M-48 4C-46-44-26-70 0-78c26 8 46 34 48 82-14-14-34-14-48 0-14-14-34-14-48 0z" fill={inks.far} />
    </g>
    <path d="M0 398h296v22H0z" fill={inks.deep} />
  </>
);
